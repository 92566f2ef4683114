package io.recaller.lab.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what happens, with the seconds since the start, and keeps count of what should have. */
final class Narrator {
    private final PrintStream out;
    private final long began = System.nanoTime();
    private final List<String> failed = new ArrayList<>();

    Narrator(PrintStream out) {
        this.out = out;
    }

    synchronized void tell(String words) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - began) / 1e9, words);
    }

    void scene(String title) {
        out.println();
        out.println("── " + title + " " + "─".repeat(Math.max(3, 90 - title.length())));
    }

    /** Something that must be so for the demo to have worked. */
    void expect(String what, boolean so) {
        tell((so ? "✓ " : "✗ ") + what);
        if (!so) {
            failed.add(what);
        }
    }

    List<String> failed() {
        return List.copyOf(failed);
    }
}
