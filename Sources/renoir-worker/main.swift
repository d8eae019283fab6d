// Listens for programs that are started with --distributed, and runs their ranks.
//
//     renoir-worker 127.0.0.1:7001 --token-file token
import ArgumentParser
import Cluster
import SystemLibrary

let command: WorkerCommand
do { command = try WorkerCommand.parse() } catch {
    let text = WorkerCommand.fullMessage(for: error)
    guard WorkerCommand.exitCode(for: error).isSuccess else { Output.end(text, 2) }
    Output.print(text)
    exit(0)
}
do {
    if let text = command.status {
        let token = try WorkerToken.find(file: command.tokenFile)
        let (lines, cause) = try WorkerStatus.ask(try WorkerAddress.list(text), token: token)
        Output.print(lines.joined(separator: "\n"))
        exit(cause.map(Output.code) ?? 0)
    }
    let service = WorkerService(
        address: try WorkerAddress(command.address ?? "", lowestPort: 0), token: try .find(file: command.tokenFile),
        isPublic: command.public, slots: command.slots ?? 1)
    try service.run()
} catch {
    Output.end("renoir-worker: \(error)", Output.code(of: error.cause))
}
