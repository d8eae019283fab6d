internal import Cluster
public import Dataflow
internal import SystemLibrary

extension RuntimeConfig {
    /// Seconds for which ranks that say nothing wait for the one that speaks.
    private static var patience: UInt32 { 2 }

    /// Ends the program on all ranks, outside of a job: one rank prints `message`.
    ///
    /// ```swift
    /// guard arguments.count == 1 else { config.exit("usage: wordcount FILE", code: .usage) }
    /// ```
    ///
    /// Collective: every rank calls it. One that calls it alone ends the others too, with the same code, if `code` says that
    /// it fails. The message of the lowest rank goes to standard error; with a nil `code`, which is success, that of rank 0 to
    /// standard output.
    public func exit(_ message: String, code: JobError.Code?) -> Never {
        // The code counts also where nobody reads the message.
        signal(SIGPIPE, SIG_IGN)
        func say() { FailureReport.write(message + "\n", to: code == nil ? STDOUT_FILENO : STDERR_FILENO) }
        guard let code else {
            if rank == 0 { say() }
            // The others hear of it as of any end of the program.
            SystemLibrary.exit(0)
        }
        // A launcher ends all ranks when one fails: none must be faster than the one with the message.
        guard let network = ranks.connected else {
            if rank == 0 { say() } else { sleep(Self.patience) }
            FailureReport.exit(code)
        }
        do {
            try Goodbye.say(JobError(code, message), on: network, timeoutSeconds: Int(Self.patience)) { _ in say() }
            FailureReport.exit(code)
        } catch {
            FailureReport.exit(error.rank == rank ? code : error.code)
        }
    }
}

/// The one message of a job that fails, and the end of the program.
enum FailureReport {
    /// Prints what a user should know, although nothing has failed.
    static func note(_ text: String) { write("renoir: \(text)\n", to: STDERR_FILENO) }

    /// Prints the message of a failure.
    static func print(_ error: JobError) {
        write("renoir: \(error)\n", to: STDERR_FILENO)
    }

    /// Ends the program; nil is success.
    static func exit(_ code: JobError.Code?) -> Never {
        let code = code?.exitCode ?? 0
        ProgramEnd.agree()
        SystemLibrary.exit(code)
    }

    /// How often a reader that takes nothing is waited for, and for how many milliseconds each time.
    private static let mostWaits = 100
    private static let wait: Int32 = 10

    /// Writes `text` in one piece, past all buffers; a reader that is gone, or takes nothing for a second, doesn't matter.
    static func write(_ text: String, to file: Int32) {
        var text = text
        var waits = 0
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while rest.count > 0 {
                let written = SystemLibrary.write(file, rest.baseAddress, rest.count)
                if written > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                    continue
                }
                guard written < 0, errno == EINTR || errno == EAGAIN, waits < mostWaits else { return }
                waits += 1
                var reader = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&reader, 1, wait)
            }
        }
    }
}
