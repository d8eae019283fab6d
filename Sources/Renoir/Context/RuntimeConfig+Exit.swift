internal import Cluster
public import Session
internal import Synchronization
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
    /// it fails; so does a closure of a running job. The message of the lowest rank goes to standard error; with a nil `code`,
    /// which is success, that of rank 0 to standard output.
    public func exit(_ message: String, code: JobError.Code?) -> Never {
        // The code counts also where nobody reads the message.
        signal(SIGPIPE, SIG_IGN)
        guard let code else {
            // The others hear of it as of any end of the program.
            FailureReport.exit(rank == 0 ? Self.printed(message + "\n") : nil, isAgreed: false)
        }
        func say() { FailureReport.print(message, code) }
        // The others exchange for the job, and hear nothing else.
        if ProgramEnd.isInJob {
            say()
            ranks.connected?.network.abort(exitCode: (FailureVoice.code ?? code).exitCode)
            FailureReport.exit(code)
        }
        // A launcher ends all ranks when one fails: none must be faster than the one with the message.
        guard let session = ranks.connected else {
            if rank == 0 { say() } else { sleep(Self.patience) }
            FailureReport.exit(code)
        }
        do {
            try session.sayGoodbye(JobError(code, message), timeoutSeconds: Int(Self.patience)) { _ in say() }
            FailureReport.exit(code)
        } catch {
            FailureReport.exit(error.rank == rank ? code : error.code)
        }
    }

    /// Prints `text` on standard output.
    ///
    /// - Returns: How the program has failed if that fails.
    private static func printed(_ text: String) -> JobError.Code? {
        let reason = FailureReport.write(text, to: STDOUT_FILENO)
        let problem = ProgramOutput.problem(
            hasFailed: reason != nil, reason: reason ?? 0, isUnread: ProgramOutput.isUnread(STDOUT_FILENO))
        if let problem { FailureReport.print(problem) }
        return problem?.code
    }
}

/// The one message of a job that fails, and the end of the program.
enum FailureReport {
    /// Jobs whose line of progress may stand where the next message goes.
    static let lines = Atomic<Int>(0)

    /// Prints what a user should know, although nothing has failed.
    static func note(_ text: String) { say("renoir: \(text)") }

    /// Prints the message of a failure that ends the program, unless another rank of this host does.
    static func print(_ error: JobError) { print("renoir: \(error)", error.code) }

    /// Prints the message with which the program ends.
    static func print(_ message: String, _ code: JobError.Code) {
        FailureVoice.tell(code) { say(message) }
    }

    private static func say(_ text: String) {
        let clearing = lines.load(ordering: .relaxed) > 0 ? ProgressText.clearing : ""
        write("\(clearing)\(text)\n", to: STDERR_FILENO)
    }

    /// Ends the program; nil is success.
    ///
    /// - Parameter isAgreed: Whether the other ranks know that.
    static func exit(_ code: JobError.Code?, isAgreed: Bool = true) -> Never {
        let code = code.map { (FailureVoice.code ?? $0).exitCode } ?? 0
        if isAgreed { ProgramEnd.agree() }
        ProgramOutput.end(with: code)
        SystemLibrary.exit(code)
    }

    /// How often a reader that takes nothing is waited for, and for how many milliseconds each time.
    private static let mostWaits = 100
    private static let wait: Int32 = 10

    /// Writes `text` in one piece, past all buffers.
    ///
    /// - Returns: The number of the system's error if it's not written; for a message there is nobody to tell.
    @discardableResult
    static func write(_ text: String, to file: Int32) -> Int32? {
        var text = text
        var waits = 0
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while rest.count > 0 {
                let written = SystemLibrary.write(file, rest.baseAddress, rest.count)
                if written > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                    continue
                }
                let reason = errno
                guard written < 0, reason == EINTR || reason == EAGAIN, waits < mostWaits else { return reason }
                waits += 1
                var reader = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&reader, 1, wait)
            }
            return nil
        }
    }
}
