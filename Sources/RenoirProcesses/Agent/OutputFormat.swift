internal import SystemLibrary

/// How the lines of processes, and what happens to them, are shown.
enum OutputFormat {
    /// For people: each line begins with the process that has written it.
    case human
    /// For programs: a JSON object on each line.
    case json

    /// - Parameter bytes: Whole lines.
    func lines(_ bytes: [UInt8], of process: ProcessID, isError: Bool) -> [UInt8] {
        var shown: [UInt8] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            switch self {
            case .human:
                shown += Array("\(process): ".utf8)
                shown += line
            case .json:
                let stream = isError ? "stderr" : "stdout"
                if let text = String(validating: line) {
                    shown += Array(
                        "{\"process\":\"\(process)\",\"stream\":\"\(stream)\",\"line\":\(Self.quoted(text))}".utf8)
                } else {
                    let bytes = line.map { String($0) }.joined(separator: ",")
                    shown += Array("{\"process\":\"\(process)\",\"stream\":\"\(stream)\",\"bytes\":[\(bytes)]}".utf8)
                }
            }
            shown.append(UInt8(ascii: "\n"))
        }
        return shown
    }

    func spawned(_ process: ProcessID, by parent: ProcessID?) -> [UInt8] {
        switch self {
        case .human: Array("\(process): spawned\(parent.map { " by \($0)" } ?? "")\n".utf8)
        case .json:
            Array(
                "{\"process\":\"\(process)\",\"event\":\"spawned\",\"parent\":\(parent.map { "\"\($0)\"" } ?? "null")}\n"
                    .utf8)
        }
    }

    func ended(_ process: ProcessID, _ end: ProcessEnd) -> [UInt8] {
        switch (self, end) {
        case (.human, _): Array("\(process): \(end)\n".utf8)
        case (.json, .exited(let code)):
            Array("{\"process\":\"\(process)\",\"event\":\"exited\",\"status\":\(code)}\n".utf8)
        case (.json, .died(let signal)):
            Array("{\"process\":\"\(process)\",\"event\":\"died\",\"signal\":\(signal)}\n".utf8)
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension String {
    /// nil for bytes that are not UTF-8.
    fileprivate init?(validating bytes: some Sequence<UInt8>) { self.init(validating: bytes, as: UTF8.self) }
}
