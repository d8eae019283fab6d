internal import SystemLibrary

/// How a socket is read or written.
enum SocketFlags {
    /// Never waits.
    static let noWait = Int32(MSG_DONTWAIT)
    /// A reader that is gone is an error, and no signal.
    #if canImport(Darwin)
        static let noSignal: Int32 = 0
    #else
        static let noSignal = Int32(MSG_NOSIGNAL)
    #endif
}
