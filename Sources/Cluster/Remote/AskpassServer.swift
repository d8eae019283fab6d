internal import CRemote
internal import SystemLibrary

/// Answers ssh's questions for passwords and passphrases, through a socket that only this user reaches.
///
/// Whoever asks sends a prompt to its end, and gets the answer, or nothing. What it is about shows in the command line of
/// its parent: ssh, with the configuration of this start and a host's name.
final class AskpassServer: Service {
    /// A question is not longer than this.
    private static let mostBytes = 8192
    /// ssh asks one question per connection, and as many connections are made side by side.
    private static let mostQuestions = 256

    private let listener: OpenFile
    private let answers: PromptAnswers
    private let configuration: String
    private var questions: [Int32: (file: OpenFile, bytes: [UInt8])] = [:]

    /// - Parameters:
    ///   - path: Where it listens, in a folder that nobody else may enter.
    ///   - configuration: The path of the configuration with which this start calls ssh.
    init(path: String, answers: PromptAnswers, configuration: String) throws(RemoteStartError) {
        listener = try LocalSocket.listening(at: path)
        self.answers = answers
        self.configuration = configuration
    }

    var descriptors: [Int32] { [listener.descriptor] + questions.keys }

    func serve(_ descriptor: Int32) {
        guard descriptor != listener.descriptor else { return accept() }
        guard var question = questions[descriptor], let bytes = question.file.readSome() else { return }
        question.bytes += bytes
        guard bytes.isEmpty else {
            questions[descriptor] = question.bytes.count > Self.mostBytes ? nil : question
            return
        }
        questions[descriptor] = nil
        guard let command = commandLine(ofParentOf: renoir_own_peer(descriptor)),
            let host = SSHCommandLine(command, configuration: configuration)?.destination,
            let secret = answers.answer(String(decoding: question.bytes, as: UTF8.self), host: host)
        else { return }
        // Far less than what a socket takes at once.
        question.file.writeAll(Array(secret.revealed.utf8))
    }

    /// The words with which the parent of `process` was started. It waits, as the process does: neither can be replaced.
    private func commandLine(ofParentOf process: Int32) -> [String]? {
        guard process > 0, let status = (try? OpenFile.reading("/proc/\(process)/stat"))?.readSome() else { return nil }
        // The name of the program, in parentheses, may have anything in it.
        let fields = String(decoding: status, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
        guard let fields, fields.count > 1, let parent = Int32(fields[1]) else { return nil }
        guard let words = (try? OpenFile.reading("/proc/\(parent)/cmdline"))?.readSome() else { return nil }
        return words.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private func accept() {
        guard let file = LocalSocket.accept(listener), questions.count < Self.mostQuestions else { return }
        questions[file.descriptor] = (file, [])
    }
}
