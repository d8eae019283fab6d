internal import SystemLibrary

extension LauncherEnvironment {
    /// What launchers say to this process.
    ///
    /// Call it before other threads of the process may change the environment.
    public static func current() -> LauncherEnvironment {
        LauncherEnvironment(ProcessEnvironment.launcherVariables(), process: Int(getpid()))
    }

    /// Whether an agent has started this process anew: see `renoir_birth_variable`.
    public static var isOfSpawnedProcess: Bool { ProcessEnvironment.value(of: "RENOIR_PROCESS") != nil }
}
