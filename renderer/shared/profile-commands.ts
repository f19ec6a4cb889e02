/** Commands that renew what an AWS profile signs in with: its session, or the keys written in it. Source: AWS CLI command reference. */
export function profileCommands(profile: string): { readonly session: string; readonly keys: string } {
  const name = /^[\w.@+-]+$/.test(profile) ? profile : `"${profile.replaceAll(/["\\$`]/g, '\\$&')}"`;
  return { session: `aws sso login --profile ${name}`, keys: `aws configure --profile ${name}` };
}
