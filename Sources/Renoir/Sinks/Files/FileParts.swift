/// Into how many files a sink writes.
public enum FileParts: Sendable {
    /// One file, which one worker of rank 0 writes.
    case one
    /// A folder with a file of each worker, `part-00000` and so on; all ranks must see the folder above it.
    case perWorker
}
