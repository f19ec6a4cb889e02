/**
 * The tallest element that is laid out (pixels). Browsers cap heights (Firefox at 17.9 million, Chromium at 33.5 million), and scroll
 * positions travel to the compositor as 32-bit floats, which up to 2^23 tell half pixels apart.
 */
const TALLEST_PX = 2 ** 23;
/** At both ends a pixel of the list is a pixel of the element. */
const EXACT_PX = 2 ** 19;
/** A move of more views than this is a jump: a drag of the scrollbar, or a key of the browser's. */
const JUMP_VIEWS = 3;

/**
 * Lets an element of limited height scroll through a list of any height. The wheel moves the list pixel by pixel, whatever its
 * height; a jump goes to the proportional place. When the scrolling rests, the element is put where that place is, so that both ends
 * are always reached.
 */
export class TallScroll {
  private whole = 0;
  private view = 0;
  private top = 0;
  /** Position in the list less position of the element. */
  shift = 0;

  /** Heights in pixels: of the list, and of the part in sight. */
  resize(whole: number, view: number): void {
    this.whole = whole;
    this.view = view;
  }

  /** Height of the element that stands for the list. */
  get height(): number {
    return Math.min(this.whole, TALLEST_PX);
  }

  /** Position in the list. */
  get position(): number {
    return clamp(this.top + this.shift, 0, this.end);
  }

  /** The element was scrolled there. */
  scrolled(top: number): void {
    const jumped = Math.abs(top - this.top) > JUMP_VIEWS * this.view;
    const atAnEnd = top <= 0 || top >= this.elementEnd;
    this.top = top;
    if (jumped || atAnEnd) this.shift = this.toList(top) - top;
  }

  /** Nothing moves any more: answers where the element is to be put. */
  settle(): number {
    return this.moveTo(this.position);
  }

  /** Answers where the element is to be put for a position in the list. */
  moveTo(position: number): number {
    const wanted = clamp(position, 0, this.end);
    this.top = Math.round(this.toElement(wanted));
    this.shift = wanted - this.top;
    return this.top;
  }

  private get end(): number {
    return Math.max(0, this.whole - this.view);
  }

  private get elementEnd(): number {
    return Math.max(0, this.height - this.view);
  }

  private toElement(position: number): number {
    const { end, elementEnd } = this;
    if (end === elementEnd || position <= EXACT_PX) return position;
    if (position >= end - EXACT_PX) return elementEnd - (end - position);
    return EXACT_PX + ((position - EXACT_PX) * (elementEnd - 2 * EXACT_PX)) / (end - 2 * EXACT_PX);
  }

  private toList(top: number): number {
    const { end, elementEnd } = this;
    if (end === elementEnd || top <= EXACT_PX) return top;
    if (top >= elementEnd - EXACT_PX) return end - (elementEnd - top);
    return EXACT_PX + ((top - EXACT_PX) * (end - 2 * EXACT_PX)) / (elementEnd - 2 * EXACT_PX);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
