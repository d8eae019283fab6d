#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Ends this process without running anything that waits for others.
func exitAtOnce(_ code: Int32) -> Never { _exit(code) }
