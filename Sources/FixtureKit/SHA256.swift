import CNettle

/// SHA-256 by libnettle. The one file that knows which library hashes.
enum SHA256 {
  /// The 32 bytes of the digest.
  static func digest(of bytes: [UInt8]) -> [UInt8] {
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    bytes.withUnsafeBufferPointer { nettle_sha256_update(&context, $0.count, $0.baseAddress) }
    return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_SIZE)) { buffer, count in
      nettle_sha256_digest(&context, Int(SHA256_DIGEST_SIZE), buffer.baseAddress)
      count = Int(SHA256_DIGEST_SIZE)
    }
  }
}
