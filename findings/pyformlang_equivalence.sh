#!/usr/bin/env bash
# Two automata that accept the same words are different to pyformlang if one of them spells out a state from which nothing is accepted.
#
# Whether missing transitions are left out or lead into such a dead state is a matter of taste; minimize() of pyformlang 1.0.11 leaves the dead state in,
# so that the minimal automaton of a language isn't one: that of a* has one state or two. is_equivalent_to() compares those, and says no.
# Who counts languages by their minimal automata counts such ones twice. automata-lib 9.2.0 says that they are equal.
#
# Needs python3 with venv.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q automata-lib==9.2.0 pyformlang==1.0.11
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import itertools
from importlib.metadata import version

from automata.fa.dfa import DFA
from pyformlang.finite_automaton import DeterministicFiniteAutomaton, State, Symbol

# The words a*, over a and b.
SHORT = {0: {"a": 0}}
LONG = {0: {"a": 0, "b": 1}, 1: {"a": 1, "b": 1}}


def in_pyformlang(moves):
    automaton = DeterministicFiniteAutomaton()
    automaton.add_start_state(State(0))
    automaton.add_final_state(State(0))
    for state, symbol in ((state, symbol) for state in moves for symbol in moves[state]):
        automaton.add_transition(State(state), Symbol(symbol), State(moves[state][symbol]))
    return automaton


def in_automata(moves):
    return DFA(
        states=set(moves), input_symbols={"a", "b"}, transitions=moves, initial_state=0, final_states={0}, allow_partial=True
    )


def show(name, answer, expected):
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


short, long = in_pyformlang(SHORT), in_pyformlang(LONG)
for word in (word for length in range(7) for word in itertools.product("ab", repeat=length)):
    symbols = [Symbol(letter) for letter in word]
    assert short.accepts(symbols) == long.accepts(symbols) == ("b" not in word), "they accepted the same words"
name = f"pyformlang {version('pyformlang')}"
show(f"{name}, states of the minimal automata", [len(automaton.minimize().states) for automaton in (short, long)], [1, 2])
show(f"{name}, is_equivalent_to", short.is_equivalent_to(long), False)
one, other = in_automata(SHORT), in_automata(LONG)
show(f"automata-lib {version('automata-lib')}, states of the minimal automata", [len(one.minify().states), len(other.minify().states)], [1, 1])
show("automata-lib, ==", one == other, True)
PYTHON
