import SystemLibrary

/// A page with inaccessible neighbours: whoever reads outside of it, ends the process.
final class GuardedPage {
    let bytes: UnsafeMutableRawBufferPointer
    private let mapping: UnsafeMutableRawPointer
    private let size: Int

    init() {
        size = Int(sysconf(Int32(_SC_PAGESIZE)))
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        mapping = mmap(nil, 3 * size, PROT_NONE, flags, -1, 0)!
        precondition(mapping != MAP_FAILED, "no memory for three pages")
        precondition(mprotect(mapping + size, size, PROT_READ | PROT_WRITE) == 0, "can't open the middle page")
        bytes = UnsafeMutableRawBufferPointer(start: mapping + size, count: size)
    }

    deinit {
        munmap(mapping, 3 * size)
    }

    /// Puts `content` where the first or the last byte is at the edge of the page.
    func place(_ content: [UInt8], atEnd: Bool) -> UnsafeRawBufferPointer {
        let start = atEnd ? bytes.count - content.count : 0
        let place = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + content.count])
        place.copyBytes(from: content)
        return UnsafeRawBufferPointer(place)
    }
}
