package io.provisioning.extensionregistry.config;

import java.util.concurrent.Semaphore;

/**
 * The turn of a thread to call a source for its catalogue. There are as many turns as such calls may be in flight, and
 * more threads: what is done with an answer needs no turn, so that somebody else asks meanwhile. Only threads of a pool
 * that has turns need one.
 */
public final class Turn {
    private static final ThreadLocal<Turn> OF_THREAD = new ThreadLocal<>();

    private final Semaphore turns;
    private boolean taken;

    private Turn(Semaphore turns) {
        this.turns = turns;
    }

    /** The task, during which a call needs one of these turns; whatever becomes of the task, it keeps none. */
    static Runnable needed(Semaphore turns, Runnable task) {
        return () -> {
            Turn turn = new Turn(turns);
            OF_THREAD.set(turn);
            try {
                task.run();
            } finally {
                turn.give();
                OF_THREAD.remove();
            }
        };
    }

    /** Waits for a turn; does nothing on a thread that needs none, or that has one already. */
    public static void take() throws InterruptedException {
        Turn mine = OF_THREAD.get();
        if (mine != null && !mine.taken) {
            mine.turns.acquire();
            mine.taken = true;
        }
    }

    /** The answer is here, whole. */
    public static void end() {
        Turn mine = OF_THREAD.get();
        if (mine != null) {
            mine.give();
        }
    }

    private void give() {
        if (taken) {
            taken = false;
            turns.release();
        }
    }
}
