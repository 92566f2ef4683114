package io.recaller.lab.debian;

import java.util.List;

/**
 * Packages that are unpacked together, with all they depend on.
 *
 * @param name of their folder in the cache
 * @param suite the distribution of Debian they are from
 * @param megabytes about as many are fetched
 */
public record PackageSet(String name, String suite, List<String> packages, int megabytes) {
    public PackageSet {
        packages = List.copyOf(packages);
    }

    /** What is unpacked of another list is unpacked anew. */
    String mark() {
        return String.join(" ", packages);
    }
}
