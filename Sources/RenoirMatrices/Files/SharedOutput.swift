internal import Renoir
internal import SystemLibrary

/// A file of known size in which each rank writes its own part.
final class SharedOutput {
    private let path: String
    private let descriptor: Int32

    /// On rank 0, before the others: makes the file, with as many bytes, which are 0.
    init(making path: String, size: Int) throws(JobError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0, ftruncate(descriptor, off_t(size)) == 0 else { throw failure }
    }

    /// On the others.
    init(existing path: String, size: Int) throws(JobError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, Int(status.st_size) == size else {
            throw JobError(.io, "\(path) isn't the file that rank 0 has made: all ranks have to see one")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private var failure: JobError { JobError(.io, "\(path): \(String(cString: strerror(errno)))") }

    func write<Number: BitwiseCopyable>(_ numbers: [Number], at place: Int) throws(JobError) {
        let problem = numbers.withUnsafeBytes { bytes -> JobError? in
            guard let start = bytes.baseAddress else { return nil }
            var written = 0
            while written < bytes.count {
                let count = pwrite(descriptor, start + written, bytes.count - written, off_t(place + written))
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return failure }
                written += count
            }
            return nil
        }
        if let problem { throw problem }
    }
}

extension Matrix {
    /// Writes a header, and elements behind it as they are in memory, row by row; each rank its own rows.
    ///
    /// Collective.
    func writeElements(_ path: String, header: [UInt8]) throws(JobError) {
        let width = MemoryLayout<Element>.stride
        let size = header.count + rows * columns * width
        let (isFirst, isWriter) = (context.rank == 0, context.rank == 0 || placement == .rows)
        let local = local
        var output: SharedOutput?
        var problem: JobError?
        if isFirst {
            do throws(JobError) {
                output = try SharedOutput(making: path, size: size)
                try output?.write(header, at: 0)
            } catch { problem = error }
        }
        try context.agree(on: problem)
        if isWriter {
            do throws(JobError) {
                if !isFirst { output = try SharedOutput(existing: path, size: size) }
                let place = header.count + (placement == .rows ? localRows.lowerBound * columns * width : 0)
                try output?.write(local, at: place)
            } catch { problem = error }
        }
        output = nil
        try context.agree(on: problem)
    }
}
