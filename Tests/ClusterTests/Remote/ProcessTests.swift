import Testing

/// Those that start processes run one at a time: signals belong to the whole process.
@Suite(.serialized) enum ProcessTests {}
