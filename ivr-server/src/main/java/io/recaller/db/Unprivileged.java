package io.recaller.db;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL refuses to run as root; this finds another way when we are root.
 *
 * <p>First choice is a user namespace without a mapping ({@code unshare --user}): inside we are
 * nobody, outside the files stay root's, so a folder under {@code /root} works and no other process
 * of nobody can read it. Where namespaces are forbidden (some containers) it is the user {@code
 * postgres} or {@code nobody}, who then owns the folder. A folder that exists decides by its owner,
 * so a restart does as the first start did.
 */
final class Unprivileged {
    private static final List<String> NAMESPACE = List.of("unshare", "--user", "--");

    private Unprivileged() {}

    /** The words to put before each command; the folder is theirs afterwards. */
    static List<String> wordsFor(Path folder) {
        if (!isRoot()) {
            return List.of();
        }
        var owner = owner(folder);
        if (owner.equals("root") && works(NAMESPACE)) {
            return NAMESPACE;
        }
        var user = owner.equals("root") ? ordinaryUser() : owner;
        var words = asUser(user);
        give(folder, user);
        var tried = new Programs(words).run(List.of("test", "-w", folder.toString()));
        if (!tried.isSuccess()) {
            throw new PostgresException(
                    "PostgreSQL does not run as root, and user "
                            + user
                            + " cannot enter "
                            + folder
                            + ". Start Recaller as an ordinary user, or choose a folder that every"
                            + " user may pass to, for example under /var/lib. "
                            + tried.output());
        }
        return words;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException unreadable) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static String owner(Path folder) {
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException failure) {
            throw new PostgresException("cannot look at " + folder + ": " + failure, failure);
        }
    }

    private static boolean works(List<String> words) {
        return new Programs(words).run(List.of("true")).isSuccess();
    }

    private static String ordinaryUser() {
        return works(asUser("postgres")) ? "postgres" : "nobody";
    }

    /** The user's own first group: on Debian nobody's is called nogroup. */
    private static List<String> asUser(String user) {
        var group = new Programs(List.of()).run(List.of("id", "-g", user));
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + (group.isSuccess() ? group.output() : user),
                "--init-groups",
                "--");
    }

    private static void give(Path folder, String user) {
        try {
            var principal =
                    FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(user);
            Files.setOwner(folder, principal);
            var password = folder.resolve("password");
            if (Files.exists(password)) {
                Files.setOwner(password, principal);
            }
        } catch (IOException failure) {
            throw new PostgresException("cannot give " + folder + " to " + user, failure);
        }
    }
}
