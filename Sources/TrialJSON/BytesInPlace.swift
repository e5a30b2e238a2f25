extension [UInt8] {
    /// Appends what is written straight into the array's own room.
    ///
    /// - Parameters:
    ///   - most: How many bytes there is room for.
    ///   - write: Writes from the address on, which holds nothing yet, and gives the number of bytes written.
    @inline(__always)
    mutating func append(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        append(addingCapacity: most) { room in
            room.withUnsafeMutableBufferPointer { bytes, count in
                guard let start = bytes.baseAddress else { return }
                count = write(start)
            }
        }
    }
}
