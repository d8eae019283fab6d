import Testing

@testable import Cluster

/// Each mistake is told with its line, its key and what to do.
@Suite struct ClusterFileMistakesTests {
    private static let mistakes: [(text: String, message: String)] = [
        // Names that there are not.
        ("[[host]]\nadress = \"h\"", "line 2: host.adress: there is no such key; did you mean 'address'?"),
        ("[[hosts]]", "line 1: hosts: there is no such key; did you mean 'host'?"),
        (hostText + "cores = 3", "line 5: host.cores: there is no such key; there are "),
        (hostText + "numcores = 3", "line 5: host.numcores: there is no such key; did you mean 'num_cores'?"),
        (hostText + "Address = \"x\"", "line 5: host.Address: there is no such key; did you mean 'address'?"),
        (
            hostText + "[job]\nrank_per_host = 1",
            "line 6: job.rank_per_host: there is no such key; did you mean 'ranks_per_host'?"
        ),
        (
            hostText + "ssh = { ssh_prot = 1 }",
            "line 5: host.ssh.ssh_prot: there is no such key; did you mean 'ssh_port'?"
        ),
        (hostText + "\n[host.ssh]\n\nuser = \"x\"", "line 8: host.ssh.user: there is no such key; "),
        // Missing.
        ("", "there is no [[host]]"),
        ("[[host]]\nbase_port = 1\n", "line 1: host.address: it is missing"),
        ("\n[[host]]\naddress = \"h\"\nnum_cores = 1", "line 2: host.base_port: it is missing"),
        // Types.
        ("host = 1", "line 1: host: it is an integer; it has to be an array of tables, [[host]]"),
        ("host = [1]", "line 1: host: it holds an integer; it has to be an array of tables, [[host]]"),
        ("[host]\naddress = \"h\"", "line 1: host: it is a table; it has to be an array of tables, [[host]]"),
        ("[[host]]\naddress = 7", "line 2: host.address: it is an integer; it has to be a string"),
        (
            hostText + "mem = 1.5",
            "line 5: host.mem: it is a floating-point number; it has to be a string or an integer"
        ),
        (hostText + "ssh = \"ann\"", "line 5: host.ssh: it is a string; it has to be a table"),
        (hostText + "ssh = { password = 1234 }", "line 5: host.ssh.password: it is an integer; it has to be a string"),
        (hostText + "[job]\nenvironment = [\n\"A\",\n1]", "line 8: job.environment: it holds an integer; "),
        (hostText + "[job.mca]\npml = true", "line 6: job.mca.pml: it is a boolean; "),
        (
            "[[host]]\naddress = \"h\"\nbase_port = \"9500\"",
            "line 3: host.base_port: it is a string; it has to be an integer"
        ),
        (
            "[[host]]\naddress = \"h\"\nbase_port = 9500\nnum_cores = 2.0",
            "line 4: host.num_cores: it is a floating-point"
        ),
        // Ranges.
        (host(cores: 0), "line 4: host.num_cores: 0 is out of range; it goes from 1 to 4096"),
        (host(cores: 4097), "line 4: host.num_cores: 4097 is out of range"),
        (host(cores: -1), "line 4: host.num_cores: -1 is out of range"),
        (host(port: 1023), "line 3: host.base_port: 1023 is out of range; it goes from 1024 to 65535"),
        (host(port: 65_536), "line 3: host.base_port: 65536 is out of range"),
        (
            host(port: 65_500, cores: 7),
            "line 1: host.base_port: 65500 leaves no room: 100 ports for data and 8 for control"
        ),
        (hostText + "mem = 0", "line 5: host.mem: 0 is out of range; it is at least 1"),
        (hostText + "mem = \"16 gigs\"", "line 5: host.mem: '16 gigs' is no amount of memory"),
        (hostText + "mem = \"99999999999 TiB\"", "line 5: host.mem: '99999999999 TiB' is no amount of memory"),
        (hostText + "ssh.ssh_port = 0", "line 5: host.ssh.ssh_port: 0 is out of range; it goes from 1 to 65535"),
        (hostText + "ssh = { key_passphrase = \"x\" }", "line 5: host.ssh.key_passphrase: there is no key_file"),
        (hostText + "ssh = { password = \"\" }", "line 5: host.ssh.password: it is empty"),
        (hostText + "ssh = { key_file = \"~bob/id\" }", "line 5: host.ssh.key_file: '~bob/id' begins at a home"),
        (hostText + "ssh = { key_file = \"keys/\" }", "line 5: host.ssh.key_file: 'keys/' names no file"),
        (hostText + "[job]\nthreads_per_rank = 0", "line 6: job.threads_per_rank: 0 is out of range"),
        (hostText + "[job]\nenvironment = [\"A\", \"A\"]", "line 6: job.environment: 'A' stands there twice"),
        (hostText + "[job]\nmca = { a = \"$(x)\" }", "line 6: job.mca.a: '$(x)' can't be passed on"),
        // Twice.
        (hostText + hostText, "line 5: host.address: 'h' stands there twice, first on line 1"),
        (
            hostText + hostText.replacing("\"h\"", with: "\"H\""),
            "line 5: host.address: 'H' stands there twice, first on line 1"
        ),
        (hostText + "num_cores = 2", "line 5: "),
        // No TOML.
        ("[[host]]\naddress = h", "line 2: this is no TOML"),
        ("[[host]\n", "line 1: this is no TOML"),
        ("= 1", "line 1: this is no TOML"),
        ("a = \"x\n", "line 1: this is no TOML"),
        ("[[host]]\naddress = \"\\u00\"", "line 2: this is no TOML"),
        // What nothing may have that is passed on, and depths that no description has.
        ("[[host]]\naddress = \"h\\u0000x\"", "line 2: a string has the character U+0000 in it"),
        ("[[host]]\n\"addr\\u0000\" = 1", "line 2: a string has the character U+0000 in it"),
        ("[[host]]\na = \"\"\"\n\n\\U00000000\"\"\"", "line 4: a string has the character U+0000 in it"),
        ("\n#\0", "line 2: it has the character U+0000 in it"),
        (
            "a = " + String(repeating: "[", count: 100_000),
            "line 1: tables and arrays lie in one another more than 16 deep"
        ),
        (String(repeating: "a.", count: 100_000) + "a = 1", "line 1: a key has more than 16 parts"),
        ("[" + String(repeating: "a.", count: 100_000) + "a]", "line 1: a key has more than 16 parts"),
        (
            "a = " + String(repeating: "{b=", count: 100_000),
            "line 1: tables and arrays lie in one another more than 16 deep"
        ),
    ]

    @Test(arguments: mistakes)
    func mistake_isToldWithItsPlace(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(toml: text) }
        #expect(
            error.map(String.init(describing:))?.hasPrefix(message) == true,
            "\(error.map(String.init(describing:)) ?? "none")")
    }

    @Test func text_thatIsNotUTF8_isRefusedWithItsLine() {
        let bytes = Array("[[host]]\n# ä\naddress = \"".utf8) + [0xFF]
        let error = #expect(throws: ConfigurationError.self) {
            try ClusterDescription(parsing: bytes, roots: PathRoots(folder: "/", home: nil))
        }
        #expect(error?.description == "line 3: it is not UTF-8")
    }

    @Test(arguments: [
        "ssh = { password = hunter2 }", "ssh = { password = \"hunter2 }", "ssh.password = 'hunter2' 'hunter2'",
        "ssh = { key_passphrase = hunter2, key_file = \"/k\" }", "ssh = { password = \"hunter2\\n\" }",
        "ssh = { password = \"hunter2\", password = \"hunter2\" }", "ssh.password = [\"hunter2\"]",
        "ssh = { password = \"\"\"\nhunter\n2\"\"\" }", "ssh.password =\n hunter2",
    ])
    func mistakeInASecret_doesNotTellIt(line: String) {
        let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(toml: hostText + line) }
        #expect(error?.description.contains("hunter") == false, "\(error.map(String.init(describing:)) ?? "none")")
    }

    @Test func message_withWhatTheFileHas_staysOnOneLine() {
        let error = #expect(throws: ConfigurationError.self) {
            try ClusterDescription(toml: "[[host]]\n\"a\\u001b[2J\\nb\\u2028\\u202e\" = 1")
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix(#"line 2: host.a\u{1B}[2J\nb\u{2028}\u{202E}: there is no such key"#), "\(text)")
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    private static func host(port: Int = 9500, cores: Int = 2) -> String {
        "[[host]]\naddress = \"h\"\nbase_port = \(port)\nnum_cores = \(cores)\n"
    }
}
