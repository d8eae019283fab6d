// Gives libFuzzer's bytes to the readers of cluster files and of SLURM's lists. Compiled by scripts/fuzz-cluster into one module
// with the readers and Tests/ClusterTests/Reading/ClusterFuzzing.swift.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCluster(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    ClusterFuzzing.run(UnsafeRawBufferPointer(start: start, count: count))
    return 0
}
