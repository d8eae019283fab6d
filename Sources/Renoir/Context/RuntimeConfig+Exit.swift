internal import Cluster
public import Dataflow
internal import SystemLibrary

extension RuntimeConfig {
    /// Seconds for which ranks that say nothing wait for the one that speaks.
    private static var patience: UInt32 { 2 }

    /// Ends the program on all ranks before a job has run: rank 0 prints `message`.
    ///
    /// ```swift
    /// guard arguments.count == 1 else { config.exit("usage: wordcount FILE", code: .usage) }
    /// ```
    ///
    /// Collective: every rank calls it. The message goes to standard error; with a nil `code`, which is success, to
    /// standard output.
    public func exit(_ message: String, code: JobError.Code?) -> Never {
        // The code counts also where nobody reads the message.
        signal(SIGPIPE, SIG_IGN)
        if rank == 0 { FailureReport.write(message + "\n", to: code == nil ? STDOUT_FILENO : STDERR_FILENO) }
        // A launcher ends all ranks when one fails: none must be faster than the one with the message.
        if let network = ranks.connected {
            if !Goodbye.settle(on: network, timeoutSeconds: Int(Self.patience)) {
                network.abort(exitCode: code?.exitCode ?? 0)
            }
        } else if rank > 0, code != nil {
            sleep(Self.patience)
        }
        FailureReport.exit(code)
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

    /// Writes `text` in one piece, past all buffers; a reader that is gone doesn't matter.
    static func write(_ text: String, to file: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while rest.count > 0 {
                let written = SystemLibrary.write(file, rest.baseAddress, rest.count)
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }
}
