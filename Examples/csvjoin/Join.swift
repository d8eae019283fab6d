import Renoir

/// What is joined, and how.
struct Join: Sendable {
    let kind: Kind
    let strategy: Strategy
    let left: Table
    let right: Table

    /// The rows of the answer as they are written, in no order.
    func rows(_ context: StreamContext) -> DataStream<ByteString> {
        let (lefts, rights) = (left.rows(context, isRight: false), right.rows(context, isRight: true))
        var answers = met(lefts.filter { !$0.key.isEmpty }, rights.filter { !$0.key.isEmpty })
        // What has no key meets nothing.
        if kind.givesLeftAlone { answers = answers.merge(alone(lefts.filter { $0.key.isEmpty })) }
        if kind.givesRightAlone {
            answers = answers.merge(rights.filter { $0.key.isEmpty }.map { pair(nil, $0.text, key: $0.key) })
        }
        return answers
    }

    private func alone(_ rows: DataStream<Row>) -> DataStream<ByteString> {
        kind.givesLeftOnly ? rows.map { $0.text } : rows.map { pair($0.text, nil, key: $0.key) }
    }

    private func met(_ lefts: DataStream<Row>, _ rights: DataStream<Row>) -> DataStream<ByteString> {
        switch strategy {
        case .hash: met(lefts.groupBy { $0.key }, rights.groupBy { $0.key }, by: .hash)
        case .sortMerge: met(lefts.groupBy { $0.key }, rights.groupBy { $0.key }, by: .sortMerge)
        case .broadcast: met(lefts.keyBy { $0.key }, rights.broadcast().keyBy { $0.key }, by: .hash)
        }
    }

    private func met<Placement>(
        _ lefts: KeyedDataStream<ByteString, Row, Placement>, _ rights: KeyedDataStream<ByteString, Row, Placement>,
        by algorithm: JoinAlgorithm
    ) -> DataStream<ByteString> {
        switch kind {
        case .inner:
            lefts.join(rights, by: algorithm).unkey().map { pair($0.value.0.text, $0.value.1.text, key: $0.key) }
        case .left:
            lefts.leftJoin(rights, by: algorithm).unkey().map { pair($0.value.0.text, $0.value.1?.text, key: $0.key) }
        case .right:
            lefts.rightJoin(rights, by: algorithm).unkey().map { pair($0.value.0?.text, $0.value.1.text, key: $0.key) }
        case .full:
            lefts.fullJoin(rights, by: algorithm).unkey().map { pair($0.value.0?.text, $0.value.1?.text, key: $0.key) }
        case .semi: lefts.semiJoin(rights, by: algorithm).values().map { $0.text }
        case .anti: lefts.antiJoin(rights, by: algorithm).values().map { $0.text }
        }
    }

    /// A row of both tables; where one is missing, its cells are empty but for the key.
    private func pair(_ left: ByteString?, _ right: ByteString?, key: ByteString) -> ByteString {
        let left = left ?? self.left.missing(key: key, isRight: false)
        guard self.right.header.count > 1 else { return left }
        let right = right ?? self.right.missing(key: nil, isRight: true)
        return ByteString(Array(left) + [0x2c] + Array(right))
    }
}
