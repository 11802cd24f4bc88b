import CNcurses
import Glibc
package import TerminalUI

/// A terminal driven through ncurses, which knows how each kind wants to be painted. Input is read
/// without it, see ``InputDecoder``.
///
/// ncurses keeps its state in globals, so at most one may be open at a time. Whoever opens it must
/// ``close()`` it; should the process be killed by a trap before that, the terminal is restored too.
@MainActor
package final class CursesTerminal: Terminal {
  package typealias Failure = TerminalFailure

  package enum Colours: Sendable {
    /// What the terminal offers, and none if NO_COLOR is set.
    case automatic
    case none
  }

  package private(set) var size: Size
  package let charset: Charset
  package let inputDescriptor: Int32

  private let outputDescriptor: Int32
  private let window: UnsafeMutablePointer<WINDOW>
  private let painter: CursesPainter
  private let modes: TerminalModes
  private let restoration: Restoration
  private let escapeDelay: Int32
  private var decoder: InputDecoder
  /// When something was last typed, in seconds of a clock that only goes forward.
  private var lastInput = 0
  /// What ncurses opened, until it is closed.
  private var session: CursesSession?

  /// Takes over the terminal. Both descriptors stay the caller's and must outlive this object.
  ///
  /// It adopts the user's locale for the process and removes LINES and COLUMNS from the environment:
  /// with them, ncurses and the programs started from here would never learn of a new size.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, termName: String? = nil,
    colours: Colours = .automatic, mouse: Bool = false
  ) throws(Failure) {
    guard isatty(input) == 1, let original = TerminalDevice.attributes(of: input) else {
      throw .notATerminal(stream: "standard input")
    }
    guard isatty(output) == 1 else { throw .notATerminal(stream: "standard output") }
    let name = try CursesSession.checkedName(termName ?? Environment["TERM"], output: output)
    charset = Charset.adoptingLocale()
    unsetenv("LINES")
    unsetenv("COLUMNS")

    let session = try CursesSession(terminal: name, input: input, output: output)
    self.session = session
    window = session.window
    painter = CursesPainter(
      window: session.window,
      frame: FrameBuffer(stream: session.outputDescriptor, terminal: output),
      usesColours: colours == .automatic && (Environment["NO_COLOR"] ?? "").isEmpty)
    modes = TerminalModes(mouse: mouse)
    restoration = Restoration(
      descriptor: output, attributes: original, bytes: modes.off + CursesTerminfo.restoration)
    escapeDelay = max(0, Environment["ESCDELAY"].flatMap { Int32($0) } ?? 25)
    decoder = InputDecoder(described: CursesTerminfo.keySequences)
    inputDescriptor = input
    outputDescriptor = output
    size = Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
    takeOver()
  }

  package func pendingEvents() -> [TerminalEvent] {
    guard session != nil else { return [] }
    var events: [TerminalEvent] = []
    if let size = noticeResize() { events.append(.resize(size)) }
    if decoder.isPasting, Self.seconds - lastInput > Self.longestPause {
      events += decoder.endPaste()
    }
    var reads = 0
    while TerminalDevice.isReadable(
      inputDescriptor, within: decoder.awaitsRest ? escapeDelay : 0)
    {
      // Input that never ends must not keep anything else from happening.
      if reads == Self.mostReads { return events }
      reads += 1
      guard let bytes = TerminalDevice.read(inputDescriptor) else { return events + [.hangUp] }
      lastInput = Self.seconds
      events += decoder.feed(bytes)
    }
    return events + decoder.flush()
  }

  /// Reads, of 4 KiB at most, between two frames.
  private static let mostReads = 16
  /// Seconds of silence after which the rest of a paste is not waited for.
  private static let longestPause = 5

  private static var seconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  package func present(_ grid: Grid, cursor: (row: Int, column: Int)?) {
    guard session != nil else { return }
    painter.paint(grid, cursor: cursor)
  }

  package func redraw() {
    painter.forgetScreen()
  }

  package func withSuspended<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard session != nil else { return try body() }
    def_prog_mode()
    giveBack()
    defer {
      reset_prog_mode()
      takeOver()
    }
    return try body()
  }

  /// Takes the terminal over again, after the process was stopped without being asked.
  package func resume() {
    guard session != nil else { return }
    reset_prog_mode()
    takeOver()
  }

  package func copy(_ text: String) {
    guard session != nil else { return }
    TerminalDevice.write(ClipboardSequence.copy(text), to: outputDescriptor)
  }

  package func close() {
    guard let session else { return }
    giveBack()
    session.end()
    self.session = nil
    // At once: a terminal that takes no output would never be done with it.
    var original = restoration.attributes
    tcsetattr(inputDescriptor, TCSANOW, &original)
  }

  /// ncurses switches to its screen by itself with the first paint.
  private func takeOver() {
    CrashRestore.arm(restoration)
    TerminalDevice.write(modes.on, to: outputDescriptor)
    painter.forgetScreen()
  }

  private func giveBack() {
    TerminalDevice.write(modes.off, to: outputDescriptor)
    // ncurses writes by itself here, and would wait.
    if TerminalDevice.takesOutput(outputDescriptor) { endwin() }
    // Without a screen of its own to go back to, what was drawn stays: the shell goes on below it.
    if CursesTerminfo.string("rmcup") == nil {
      TerminalDevice.write(Array("\r\n".utf8), to: outputDescriptor)
    }
    CrashRestore.disarm()
  }

  /// Asks the kernel, since neither a SIGWINCH nor ncurses' handler for it can be relied on: threads
  /// of the Swift runtime have it blocked.
  private func noticeResize() -> Size? {
    guard let current = TerminalDevice.size(of: outputDescriptor), current != size else {
      return nil
    }
    // Not resizeterm, which adds a KEY_RESIZE to an input queue that nobody reads.
    resize_term(Int32(current.rows), Int32(current.columns))
    painter.forgetScreen()
    size = current
    return current
  }
}
