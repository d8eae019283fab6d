internal import Session
internal import Synchronization
@preconcurrency internal import SystemLibrary

/// What becomes of the standard output of the program: `print` tells nobody that it could not write, so the end of the
/// program asks.
enum ProgramOutput {
    private static let isWatched = Atomic<Bool>(false)
    /// The exit code with which the program ends, if it has failed already.
    private static let code = Atomic<Int32>(0)

    /// From now on the program ends with a message and the code of ``JobError/Code/io`` if what it printed is not written.
    ///
    /// To be called before the program opens files: what is closed of standard input, output and error gets a file that
    /// can't be read or written, so that no other one has its number.
    static func watch() {
        guard !isWatched.exchange(true, ordering: .relaxed) else { return }
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            // The smallest number that is free is this one. Programs that are started in this one's place inherit it.
            _ = open("/dev/null", mode)
        }
        atexit { ProgramOutput.finish() }
    }

    /// The program ends with `code`, whatever becomes of its output.
    static func end(with code: Int32) { self.code.store(code, ordering: .relaxed) }

    /// What there is to tell about output; nil if all is written, or nobody wants it.
    ///
    /// - Parameters:
    ///   - reason: The number of the system's error; 0 if only is known that there was one.
    ///   - isUnread: Whether it goes to a reader that is gone.
    static func problem(hasFailed: Bool, reason: Int32, isUnread: Bool) -> JobError? {
        guard hasFailed, reason != EPIPE, !isUnread else { return nil }
        let why = reason == 0 ? "" : ": \(String(cString: strerror(reason)))"
        return JobError(.io, "standard output can't be written\(why)")
    }

    /// Whether the other end of a pipe is closed.
    static func isUnread(_ descriptor: Int32) -> Bool {
        var writer = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&writer, 1, 0) == 1 && Int32(writer.revents) & Int32(POLLERR) != 0
    }

    private static func finish() {
        // An earlier failure has left its mark, but not its reason.
        var hasFailed = ferror(stdout) != 0
        var reason: Int32 = 0
        if fflush(stdout) != 0 {
            hasFailed = true
            reason = errno
        } else if case let copy = dup(STDOUT_FILENO), copy >= 0, close(copy) != 0 {
            // Some file systems tell only then.
            hasFailed = true
            reason = errno
        }
        guard let problem = problem(hasFailed: hasFailed, reason: reason, isUnread: isUnread(STDOUT_FILENO)) else {
            return
        }
        FailureReport.print(problem)
        // What else the program has written is not lost by that.
        fflush(nil)
        let code = code.load(ordering: .relaxed)
        _exit(code == 0 ? problem.code.exitCode : code)
    }
}
