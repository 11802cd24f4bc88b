import LosslessJSON

/// Reads fixture files into indexes, with one reused window of memory. One indexer serves one thread.
package final class FileIndexer {
  /// Windows start at this size and grow to the largest interaction met.
  private static let windowSize = 256 * 1024

  private var window: UnsafeMutableRawBufferPointer

  package init() {
    window = .allocate(byteCount: Self.windowSize, alignment: 16)
  }

  deinit { window.deallocate() }

  /// Indexes one file: what lists show of it. Costs one reading of the file.
  package func index(_ path: String) throws(FixtureError) -> FileIndex {
    try index(path, previewKind: .lastUserMessage)
  }

  /// The same with the previews the Python `list` prints: each first message's text as it is, cut
  /// after 61 code points.
  package func indexWithFirstMessages(_ path: String) throws(FixtureError) -> FileIndex {
    try index(path, previewKind: .firstMessage)
  }

  private func index(
    _ path: String, previewKind: ShallowScan.PreviewKind
  ) throws(FixtureError) -> FileIndex {
    let file = try ReadableFile(path)
    defer { shrink() }
    // Somebody may be writing the file just now: a second look tells a broken file from a moving one.
    for _ in 0..<3 {
      let before = try file.stamp()
      let result = try scan(file, stamp: before, previewKind: previewKind)
      guard try file.stamp() == before else { continue }
      switch result {
      case .success(let index): return index
      case .failure(.notAFixture(let reason)): throw .notAFixture(path: path, reason: reason)
      case .failure(.syntax(let failure)):
        throw .syntax(path: path, try error(for: failure, in: file))
      }
    }
    throw .changed(path: path)
  }

  private func scan(
    _ file: borrowing ReadableFile, stamp: FileStamp, previewKind: ShallowScan.PreviewKind
  ) throws(FixtureError) -> Result<FileIndex, ShallowScan.Failure> {
    var scan = ShallowScan(previewKind: previewKind)
    var base = 0
    var filled = 0
    while true {
      let space = UnsafeMutableRawBufferPointer(rebasing: window[filled...])
      let count = try file.read(into: space, at: base + filled)
      filled += count
      let isLast = count < space.count
      let text = UnsafeBufferPointer<UInt8>(
        start: window.baseAddress?.assumingMemoryBound(to: UInt8.self), count: filled)
      do throws(ShallowScan.Failure) {
        let consumed = try scan.read(text, at: base, isLast: isLast)
        if isLast { return .success(try scan.finished(stamp)) }
        keep(consumed..<filled)
        base += consumed
        filled -= consumed
      } catch { return .failure(error) }
    }
  }

  /// Moves what has not been used to the front; where that is everything, makes the window larger.
  private func keep(_ rest: Range<Int>) {
    let unused = UnsafeRawBufferPointer(rebasing: window[rest])
    guard rest.lowerBound == 0 else {
      UnsafeMutableRawBufferPointer(rebasing: window[..<unused.count]).copyMemory(from: unused)
      return
    }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: window.count * 2, alignment: 16)
    larger.copyMemory(from: unused)
    window.deallocate()
    window = larger
  }

  private func shrink() {
    guard window.count > Self.windowSize * 16 else { return }
    window.deallocate()
    window = .allocate(byteCount: Self.windowSize, alignment: 16)
  }

  /// Counts lines up to a failure, in a second reading.
  private func error(
    for failure: ScanFailure, in file: borrowing ReadableFile
  ) throws(FixtureError) -> JSONSyntaxError {
    var position = TextPosition()
    var offset = 0
    while offset < failure.offset {
      let wanted = min(window.count, failure.offset - offset)
      let chunk = UnsafeMutableRawBufferPointer(rebasing: window[..<wanted])
      let count = try file.read(into: chunk, at: offset)
      guard count > 0 else { break }
      position.advance(over: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      offset += count
    }
    return JSONSyntaxError(failure, at: position)
  }
}

/// Reads parts of fixture files that an index has found.
package enum FixtureReader {
  /// One interaction. An error when the file is no longer the one the index was made from.
  package static func interaction(
    _ position: Int, of index: FileIndex, at path: String
  ) throws(FixtureError) -> Interaction {
    let bytes = try bytes(index[position].range, of: index, at: path)
    do throws(JSONSyntaxError) {
      return try Interaction(bytes, fileProvider: index.provider)
    } catch { throw .syntax(path: path, error) }
  }

  /// A range of the file's bytes. An error when the file is no longer the one the index was made from.
  package static func bytes(
    _ range: Range<Int>, of index: FileIndex, at path: String
  ) throws(FixtureError) -> [UInt8] {
    let file = try ReadableFile(path)
    guard try file.stamp() == index.stamp else { throw .changed(path: path) }
    let bytes = try file.bytes(range)
    // A program that truncates in place leaves the stamp behind what was read, so look again.
    guard try file.stamp() == index.stamp else { throw .changed(path: path) }
    return bytes
  }

  /// The first bytes of a file, whatever it holds, and its whole size: for looking at a broken one.
  package static func rawBytes(
    of path: String, limit: Int
  ) throws(FixtureError) -> (bytes: [UInt8], size: Int) {
    let file = try ReadableFile(path)
    let size = try file.stamp().size
    return (try file.bytes(0..<min(size, limit)), size)
  }
}
