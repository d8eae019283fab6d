/// All memory of one collective on one rank.
final class CollectiveMemory<Element: BitwiseCopyable> {
    let input: ElementStorage<Element>
    private var output: ElementStorage<Element>?
    /// Where elements of other ranks are in the end; nil if none come.
    private(set) var arrived: UnsafeRawBufferPointer?
    private var scratch: UnsafeMutableRawBufferPointer?

    init(_ input: [Element]) { self.input = ElementStorage(input) }

    deinit { scratch?.deallocate() }

    /// Room for what this rank gets.
    func makeOutput(count: Int) -> ElementStorage<Element> {
        let output = ElementStorage<Element>(count: count)
        self.output = output
        arrived = UnsafeRawBufferPointer(output.bytes)
        return output
    }

    /// Elements arrive in memory of the caller.
    func arrive(in bytes: UnsafeMutableRawBufferPointer) { arrived = UnsafeRawBufferPointer(bytes) }

    /// Room for what arrives before it is combined; once for each collective.
    func makeScratch(byteCount: Int) -> UnsafeMutableRawBufferPointer {
        precondition(scratch == nil, "a second scratch memory")
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
        scratch = memory
        return memory
    }

    /// What this rank got.
    var result: [Element] { output?.elements ?? [] }
}

extension CollectiveMemory: @unchecked Sendable {}
