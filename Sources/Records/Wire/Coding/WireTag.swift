/// What stands before each value of a `Codable` record: with it any value can be passed by without knowing its type.
enum WireTag: UInt8 {
    case empty
    /// Entries follow, a key and a value each, and a 0.
    case keyed
    /// A count and that many values follow.
    case unkeyed
    case `false`, `true`
    case int8, int16, int32, int64
    case uint8, uint16, uint32, uint64
    case float, double
    /// A count and that many bytes of UTF-8 follow.
    case string
    /// A count and that many bytes follow.
    case bytes
}
