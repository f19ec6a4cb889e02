/** The app's mark: a windlass drum with its rope going down to the bucket. Drawn here, so that it takes the text's colour. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden
    >
      <path d="M3 7h18M5 4v6M19 4v6M21 7v-3h1.5" strokeLinecap="round" />
      <rect x="8" y="4.5" width="8" height="5" rx="1" />
      <path d="M12 9.5v4" strokeLinecap="round" />
      <path d="M8.5 14.5h7l-1 6h-5z" strokeLinejoin="round" />
    </svg>
  );
}
