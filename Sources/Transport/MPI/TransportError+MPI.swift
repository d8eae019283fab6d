internal import MPI

extension TransportError {
    init(_ error: MPIError) { self.init(message: error.description) }
}
