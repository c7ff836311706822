//! Lets a number of visitors in at once, in the order in which they came.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(super) struct Gate {
    line: Mutex<Line>,
    moved: Condvar,
}

/// Who is inside, and who waits.
struct Line {
    inside: u32,
    /// The tickets of those who wait, the next one first.
    waiting: VecDeque<u64>,
    next_ticket: u64,
}

/// A place behind the gate; dropping it lets the next one in.
pub(super) struct Place<'a>(&'a Gate);

impl Gate {
    pub(super) const fn new() -> Self {
        let line = Line { inside: 0, waiting: VecDeque::new(), next_ticket: 0 };
        Self { line: Mutex::new(line), moved: Condvar::new() }
    }

    /// Waits until fewer than `most` are inside and everybody who came before is in or gone. Blocks; `None` when patience
    /// is at its end.
    pub(super) fn enter(&self, most: u32, patience: Duration) -> Option<Place<'_>> {
        let mut line = self.lock();
        let ticket = line.next_ticket;
        line.next_ticket += 1;
        line.waiting.push_back(ticket);
        let must_wait =
            |line: &mut Line| line.inside >= most || line.waiting.front().is_some_and(|next| *next != ticket);
        let waited = self.moved.wait_timeout_while(line, patience, must_wait);
        let (mut line, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        line.waiting.retain(|one| *one != ticket);
        let is_in = !timeout.timed_out();
        line.inside += u32::from(is_in);
        drop(line);
        // Whether in or gone, the one behind is the next.
        self.moved.notify_all();
        is_in.then(|| Place(self))
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.lock().inside -= 1;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_mins(10);

    /// Waits until so many stand in line.
    fn until_waiting(gate: &Gate, count: usize) {
        while gate.lock().waiting.len() != count {
            thread::yield_now();
        }
    }

    #[test]
    fn whoever_came_first_is_let_in_first() {
        let (gate, (teller, told)) = (Gate::new(), channel());
        let inside = gate.enter(1, LONG).unwrap();
        thread::scope(|scope| {
            for number in 0..8 {
                let (gate, teller) = (&gate, teller.clone());
                scope.spawn(move || {
                    let _place = gate.enter(1, LONG).unwrap();
                    teller.send(number).unwrap();
                });
                until_waiting(gate, number + 1);
            }
            drop((inside, teller));
        });
        assert_eq!(told.iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn who_gives_up_is_nobodys_hindrance() {
        let gate = Gate::new();
        let inside = gate.enter(1, LONG).unwrap();
        assert!(gate.enter(1, Duration::ZERO).is_none());
        thread::scope(|scope| {
            let (patient, gate) = (scope.spawn(|| gate.enter(1, LONG).is_some()), &gate);
            until_waiting(gate, 1);
            drop(inside);
            assert!(patient.join().unwrap());
        });
        assert!(gate.enter(1, Duration::ZERO).is_some());
    }
}
