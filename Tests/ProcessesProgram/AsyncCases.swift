import RenoirProcesses

/// Sends back what comes, without holding a thread.
struct AsyncEcho: AsyncSpawnedProcess, Codable {
    var number: Int

    func run(parent: ProcessID) async throws {
        print("hi \(number)")
        let sender = try Sender<String>(to: parent)
        for try await text in try Receiver<String>(from: parent) { try await sender.send(text) }
        sender.close()
        print("done \(number)")
    }
}

enum AsyncCases {
    /// Strings go to ten processes and come back, all at the same time.
    static func echo() async throws {
        let wholes = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<10 {
                group.addTask {
                    let child = try await Processes.spawn(AsyncEcho(number: number), resources: .small)
                    let sender = try Sender<String>(to: child)
                    let receiver = try Receiver<String>(from: child)
                    async let sent: Void = {
                        for text in ["abc", "def", "ghi", "jkl", "mno"] { try await sender.send(text) }
                        sender.close()
                    }()
                    var whole = ""
                    for try await text in receiver { whole += text }
                    try await sent
                    return (number, whole)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for number in 0..<10 { print(wholes[number] ?? "nothing") }
    }
}
