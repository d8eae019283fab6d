// Turns a cluster file into what launchers and ssh read.
//
//     renoir-hostfile cluster.toml > hosts && mpirun --hostfile hosts ./wordcount book.txt
import ArgumentParser
import Cluster

do {
    // As text, the name of a file would be that of another one.
    for place in 1..<max(1, Int(CommandLine.argc))
    where CommandLine.unsafeArgv[place].flatMap({ String(validatingCString: $0) }) == nil {
        Output.report("renoir-hostfile: argument \(place) is not UTF-8")
        Output.exit(.usage)
    }
    let command = try HostfileCommand.parse()
    let text = try command.result()
    if let file = command.output { try Output.write(text, to: file) } else { try Output.print(text) }
} catch let error as ConfigurationError {
    Output.report("renoir-hostfile: \(error)")
    Output.exit(.configuration)
} catch let error as OutputError {
    Output.report("renoir-hostfile: \(error)")
    Output.exit(.io)
} catch {
    let text = HostfileCommand.fullMessage(for: error)
    guard HostfileCommand.exitCode(for: error).isSuccess else {
        Output.report(text)
        Output.exit(.usage)
    }
    do {
        try Output.print(text + "\n")
    } catch {
        Output.report("renoir-hostfile: \(error)")
        Output.exit(.io)
    }
}
