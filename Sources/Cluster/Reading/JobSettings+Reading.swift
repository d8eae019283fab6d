extension JobSettings {
    /// Reads `[job]`.
    init(_ table: ConfigurationTable) throws(ConfigurationError) {
        try table.refuseKeys(otherThan: ["ranks_per_host", "threads_per_rank", "environment", "mca"])
        var parameters: [String: String] = [:]
        if let mca = try table.table("mca") {
            for name in mca.keys {
                switch try mca.scalar(name) {
                case .text(let text): parameters[name] = text
                case .integer(let number): parameters[name] = String(number)
                case nil: break
                }
            }
        }
        try self.init(
            ranksPerHost: table.integer("ranks_per_host"),
            threadsPerRank: table.integer("threads_per_rank"),
            environment: table.strings("environment") ?? [],
            mca: parameters)
    }
}
