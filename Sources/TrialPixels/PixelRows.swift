/// The pixels of a picture: four bytes each, blue first and the last one idle, in rows `stride` bytes apart.
public struct PixelRows {
    /// The first pixel; it must stay where it is while the rows are used.
    public let base: UnsafeRawPointer
    /// Pixels in a row, at least one.
    public let width: Int
    /// Rows, at least one.
    public let height: Int
    /// Bytes from the start of a row to that of the next one.
    public let stride: Int

    /// Describes pixels that somebody else keeps.
    public init(base: UnsafeRawPointer, width: Int, height: Int, stride: Int) {
        precondition(width > 0 && height > 0 && stride >= 4 * width, "a picture has pixels, and rows do not overlap")
        self.base = base
        self.width = width
        self.height = height
        self.stride = stride
    }

    /// One row.
    func row(_ row: Int) -> UnsafeBufferPointer<UInt32> {
        let start = (base + row * stride).assumingMemoryBound(to: UInt32.self)
        return UnsafeBufferPointer(start: start, count: width)
    }
}
