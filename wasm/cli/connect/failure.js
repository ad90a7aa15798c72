// failure.js: why a server could not be used: the words of it, and the facts that the library takes.

export class Failure extends Error {
  // `text` is what the library classifies, after the log of the server. `facts` are those of mcpx.classify(). Of a
  // program, they say why it could not be started. That it exited or was late is in the text alone: as facts, both would
  // decide before the log, which shows why.
  // `stray` are lines { line, kind, text } on standard output that are no messages. `finding` names what only this side can
  // know: a key of FINDINGS in try_findings.js. `reply` is the part of the text that the program behind an address wrote;
  // `own` the end of the text, if it is in words of mcpx alone.
  constructor(text, facts = {}, stray = [], finding = null, reply = '', own = '') {
    super(text)
    this.facts = facts
    this.stray = stray
    this.finding = finding
    this.reply = reply
    this.own = own
  }
}

export const seconds = (ms) => `${Math.round(ms / 100) / 10} s`
