/// The same numbers in every run with the same seed, so that a failure can be met again.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension String {
  /// Text out of the code points that are hardest to show, among ordinary ones.
  package static func nasty(count: Int, using generator: inout SeededGenerator) -> String {
    var scalars = String.UnicodeScalarView()
    while scalars.count < count {
      let range = nastyRanges.randomElement(using: &generator) ?? 0...0
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  private static let nastyRanges: [ClosedRange<UInt32>] = [
    0x00...0x1F, 0x20...0x7E, 0x20...0x7E, 0x7F...0x9F, 0xA0...0xFF, 0x300...0x36F,
    0x590...0x6FF, 0x900...0x97F, 0xE00...0xE7F, 0x1100...0x11FF, 0x200B...0x206F,
    0x2600...0x27BF, 0x3000...0x30FF, 0x4E00...0x4FFF, 0xD7B0...0xD7FF, 0xFE00...0xFE0F,
    0xFF00...0xFFEF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x200D...0x200D, 0xE0000...0xE01EF,
    0x0...0x10FFFF,
  ]
}
