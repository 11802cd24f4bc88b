import FuzzChecks

/// libFuzzer's entry: reads and edits the input, and stops where something does not hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  if let complaint = FuzzChecks.complaint(about: input) { fatalError(complaint) }
  return 0
}
