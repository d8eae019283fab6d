// Gives libFuzzer's bytes to the decoders of all wire formats. Compiled by scripts/fuzz-wire into one module with the formats,
// Tests/RecordsTests/Wire/WireFuzzing.swift and WireRecords.swift.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWire(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // Of its exact size, so that AddressSanitizer sees each byte that is read beyond it.
    var copy = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    defer { copy.deallocate() }
    WireFuzzing.run(UnsafeRawBufferPointer(start: start, count: count)) { frame in
        copy = .allocate(byteCount: frame.count, alignment: 16)
        copy.copyMemory(from: frame)
        return UnsafeRawBufferPointer(copy)
    }
    return 0
}
