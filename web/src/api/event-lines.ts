// Server-sent events as text: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

export interface ServerEvent {
  type: string;
  data: string;
  id: string;
}

/** Takes the text of a stream in pieces, wherever they are cut. */
export class EventLines {
  #rest = '';
  #data: string[] = [];
  #type = '';
  #id = '';

  /** The events that end in this piece. */
  take(piece: string): ServerEvent[] {
    // A carriage return at the end may be half of a line's end.
    const text = this.#rest + piece;
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + text.slice(whole.length);
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): ServerEvent[] {
    if (line === '') return this.#end();
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    return [];
  }

  #end(): ServerEvent[] {
    const event = { type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id };
    const told = this.#data.length > 0;
    this.#data = [];
    this.#type = '';
    return told ? [event] : [];
  }
}
