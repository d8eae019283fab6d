internal import Records

/// Writes values as JSON, each on a line, keys in the order in which they are encoded.
package final class JSONEncoder {
    package init() {}

    /// Appends a value, without a line end.
    package func encode(_ value: some Encodable, into output: inout [UInt8]) throws {
        let node = JSONNode()
        try JSONNodeEncoder(node: node, codingPath: []).write(value)
        node.append(to: &output)
    }
}

/// A value that is being written. Containers stay open until all of it is there.
final class JSONNode {
    enum Content {
        case nothing
        /// As it's written.
        case text(String)
        case array
        case object
    }

    var content = Content.nothing
    private(set) var nodes: [JSONNode] = []
    private var keys: [String] = []

    func append(to output: inout [UInt8]) {
        switch content {
        case .nothing: output += "null".utf8
        case .text(let text): output += text.utf8
        case .array, .object:
            output.append(UInt8(ascii: isObject ? "{" : "["))
            for (place, node) in nodes.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                if isObject {
                    output += JSONNode.quoted(keys[place]).utf8
                    output.append(UInt8(ascii: ":"))
                }
                node.append(to: &output)
            }
            output.append(UInt8(ascii: isObject ? "}" : "]"))
        }
    }

    private var isObject: Bool { if case .object = content { true } else { false } }

    func element() -> JSONNode {
        nodes.append(JSONNode())
        return nodes[nodes.count - 1]
    }

    func member(_ key: String) -> JSONNode {
        keys.append(key)
        return element()
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

struct JSONNodeEncoder: Encoder {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.content = .object
        return KeyedEncodingContainer(JSONMembers<Key>(encoder: self))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.content = .array
        return JSONElements(encoder: self)
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { JSONNodeValue(encoder: self) }

    func write(_ value: some Encodable) throws {
        switch value {
        case let value as String: node.content = .text(JSONNode.quoted(value))
        case let value as ByteString: node.content = .text(JSONNode.quoted(String(value)))
        case let value as Bool: node.content = .text("\(value)")
        case let value as Double: try write(number: value)
        case let value as Float: try write(number: value)
        case let value as any FixedWidthInteger: node.content = .text("\(value)")
        default: try value.encode(to: self)
        }
    }

    private func write(number: some BinaryFloatingPoint & LosslessStringConvertible) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, .init(codingPath: codingPath, debugDescription: "JSON has no number for \(number)"))
        }
        node.content = .text("\(number)")
    }
}

struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONNodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    private func member(_ key: any CodingKey) -> JSONNodeEncoder {
        JSONNodeEncoder(node: encoder.node.member(key.stringValue), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { _ = member(key) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).write(value) }
    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { member(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { member(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey key: Key) -> any Encoder { member(key) }
}

struct JSONElements: UnkeyedEncodingContainer {
    let encoder: JSONNodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.node.nodes.count }

    private func element() -> JSONNodeEncoder {
        JSONNodeEncoder(node: encoder.node.element(), codingPath: codingPath)
    }

    func encodeNil() { _ = element() }
    func encode(_ value: some Encodable) throws { try element().write(value) }
    func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        element().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
    func superEncoder() -> any Encoder { element() }
}

struct JSONNodeValue: SingleValueEncodingContainer {
    let encoder: JSONNodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() { encoder.node.content = .nothing }
    func encode(_ value: some Encodable) throws { try encoder.write(value) }
}
