/// Why a process was not started.
public enum SpawnError: Error, Hashable, Sendable, Codable {
    /// No host has so much free at the moment.
    case nothingFree
    /// No host has so much at all; this is the most that one has.
    case moreThanAnyHost(has: Resources)
    /// Only processes that wait for this start themselves could make room for it: the one that asks, and those of its ancestors that
    /// wait.
    case waitsForItself
    /// The resources are no amounts: less than nothing, or not a number.
    case invalidResources
    /// `Processes.start` has not been called.
    case notStarted
    /// The argument can't travel; this says why.
    case unencodable(String)
    /// The type can't be found by its name.
    case unnamed(String)
    /// The system has refused a process; this is its reason.
    case system(String)
}

extension SpawnError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothingFree: "no host has so much free now; wait for it with spawn(waiting:)"
        case .moreThanAnyHost(let most): "no host has so much at all; the largest one has \(most)"
        case .waitsForItself: "only processes that wait for this one could make room for it"
        case .invalidResources: "resources are numbers that are not below 0"
        case .notStarted: "Processes.start has not been called; it comes first in main"
        case .unencodable(let reason): reason
        case .unnamed(let type):
            "\(type) can't be found by its name in another process; it must be neither private nor inside a function"
        case .system(let reason): "the process can't be started: \(reason)"
        }
    }
}
