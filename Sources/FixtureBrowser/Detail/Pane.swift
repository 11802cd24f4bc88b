import FixtureKit
import LosslessJSON
import TerminalUI

/// What a pane is about.
enum PaneID: Hashable, CaseIterable, Sendable {
  case request, response, meta

  var title: String {
    switch self {
    case .request: "Request"
    case .response: "Response"
    case .meta: "Meta"
    }
  }
}

/// How a pane shows it.
enum PaneView: String, CaseIterable, Sendable {
  /// JSON that folds, strings decoded.
  case tree
  /// The conversation as text.
  case text
  /// The recorded stream events as JSON; of a plain answer the same as the tree.
  case stream
  /// The bytes as they stand in the file.
  case raw
}

/// One pane: how it looks at its subject and where one stands in it.
struct Pane: Sendable {
  var view = PaneView.tree
  var cursor = 0
  var top = 0
  /// Values of the tree that are closed.
  var folded: Set<Int> = []
  /// Long strings shown whole.
  var expanded: Set<Int> = []
  /// The lines, as they were last laid out; see ``State/layOutPanes()``.
  var content = PaneContent()

  /// Where one stood in the other views of the same subject.
  private var left: [PaneView: Standing] = [:]

  private struct Standing: Sendable {
    let cursor: Int
    let top: Int
    let folded: Set<Int>
    let expanded: Set<Int>
  }

  /// Changes with what the lines depend on, apart from subject and width.
  private(set) var foldings = 0

  var currentLine: PaneLine? {
    content.lines.indices.contains(cursor) ? content.lines[cursor] : nil
  }

  mutating func setFolded(_ id: Int, _ isFolded: Bool) {
    if isFolded { folded.insert(id) } else { folded.remove(id) }
    foldings += 1
  }

  mutating func setFolded(_ ids: Set<Int>) {
    folded = ids
    foldings += 1
  }

  mutating func expand(_ id: Int, _ isExpanded: Bool = true) {
    if isExpanded { expanded.insert(id) } else { expanded.remove(id) }
    foldings += 1
  }

  /// Forgets what belongs to the interaction shown before.
  mutating func reset(folded: Set<Int>) {
    left = [:]
    begin(folded: folded)
  }

  /// Leaves a view for another; false where that one has not been looked at yet.
  mutating func turn(to view: PaneView) -> Bool {
    guard view != self.view else { return true }
    left[self.view] = Standing(cursor: cursor, top: top, folded: folded, expanded: expanded)
    self.view = view
    guard let standing = left[view] else { return false }
    (cursor, top, expanded) = (standing.cursor, standing.top, standing.expanded)
    setFolded(standing.folded)
    return true
  }

  /// Starts at the top of a view.
  mutating func begin(folded: Set<Int>) {
    cursor = 0
    top = 0
    expanded = []
    setFolded(folded)
  }
}

/// What a pane's lines were made of, to know when they must be made again.
struct ContentKey: Hashable, Sendable {
  var subject: Int
  var view: PaneView
  var columns: Int
  var foldings: Int
}

struct PaneContent: Sendable {
  var key: ContentKey?
  var lines: [PaneLine] = []
  /// The JSON the lines point into, in the tree and stream views.
  var document: JSONDocument?
  /// The bytes the lines point into, in the raw view.
  var bytes: [UInt8] = []
}

/// A line of a pane.
enum PaneLine: Sendable {
  /// A JSON value with its name: a scalar, or the head of a container or a long string.
  case value(id: Int, label: Label, depth: Int)
  /// A part of a long string.
  case piece(id: Int, depth: Int, Substring)
  /// What is left of a long string, in bytes.
  case more(id: Int, depth: Int, bytes: Int)
  /// A line of a text, behind so many blank columns.
  case text(Substring, TextKind, indentation: Int = 0)
  /// A line, or a part of one, of the raw view.
  case raw(Range<Int>)

  /// What stands in front of a value.
  enum Label: Hashable, Sendable {
    case none
    /// Id of the member's name.
    case key(Int)
    /// Position in an array.
    case position(Int)
  }

  enum TextKind: Hashable, Sendable {
    case plain, heading, dim, warning
    /// A label and a value.
    case fact(label: String)
  }

  /// The JSON value the line is about.
  var id: Int? {
    switch self {
    case .value(let id, _, _), .piece(let id, _, _), .more(let id, _, _): id
    case .text, .raw: nil
    }
  }
}

/// The three panes and what they are about.
struct Panes: Sendable {
  enum Subject: Sendable {
    case nothing
    /// It takes a while to read.
    case waiting(Row)
    case interaction(Place, OpenedInteraction)
    case file(Int, OpenedFile)
    case failure(Row, FixtureError)
    /// A folder or a file of interactions: what is in it.
    case heading(Row)

    var row: Row? {
      switch self {
      case .nothing: nil
      case .interaction(let place, _): .interaction(place)
      case .file(let file, _): .file(file)
      case .failure(let row, _), .heading(let row), .waiting(let row): row
      }
    }
  }

  private(set) var subject = Subject.nothing
  /// Changes with the subject.
  private(set) var generation = 0
  /// The row that has been asked for; the subject follows once it has been read.
  var wanted: Row?
  var request = Pane()
  var response = Pane()
  var meta = Pane()
  /// What `/` looks for, in whichever pane has the focus.
  var search: TextPattern?
  /// The pane shown where there is room for one.
  var current = PaneID.request

  subscript(id: PaneID) -> Pane {
    get {
      switch id {
      case .request: request
      case .response: response
      case .meta: meta
      }
    }
    set {
      switch id {
      case .request: request = newValue
      case .response: response = newValue
      case .meta: meta = newValue
      }
    }
  }

  var opened: OpenedInteraction? {
    if case .interaction(_, let opened) = subject { return opened }
    return nil
  }

  /// The same thing goes by another place.
  mutating func rename(_ subject: Subject) { self.subject = subject }

  /// What is shown, or asked for, goes by a place that is no more.
  mutating func forget() {
    wanted = nil
    show(.nothing)
  }

  mutating func show(_ subject: Subject) {
    let isSameOverview =
      if case .heading(let row) = subject, case .heading(row) = self.subject { true } else { false }
    self.subject = subject
    generation += 1
    // What comes in while one reads an overview leaves one's place in it.
    if isSameOverview { return }
    for id in PaneID.allCases { self[id].reset(folded: initialFolds(of: id)) }
  }

  func initialFolds(of id: PaneID) -> Set<Int> {
    root(of: id).map { InitialFolds.ids(in: $0) } ?? []
  }

  /// The JSON a pane shows in its tree and stream views.
  func root(of id: PaneID) -> JSONValue? {
    guard let opened else { return nil }
    switch id {
    case .request: return opened.interaction.request
    case .response:
      return self[id].view == .stream && opened.eventCount > 0
        ? opened.interaction.streamEvents : opened.answer
    case .meta: return nil
    }
  }
}
