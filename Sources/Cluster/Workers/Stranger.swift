/// Somebody who has connected to a worker, and has not proved to have the token.
struct Stranger {
    /// Milliseconds for the proof.
    static let patience: UInt64 = 5000

    let connection: SealedConnection
    var handshake: WorkerHandshake
    let deadline: UInt64
}
