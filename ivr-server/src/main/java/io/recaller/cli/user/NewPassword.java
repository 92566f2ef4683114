package io.recaller.cli.user;

import io.recaller.agent.Credentials;
import java.security.SecureRandom;

/** A password that nobody thought of. */
public record NewPassword(String text) {
    /** Without the letters and digits that are mistaken for each other. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

    static final String ONCE = "   (shown only now; give it to the agent)";

    private static final int LENGTH = 16;

    static NewPassword random() {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new NewPassword(password.toString());
    }

    /** What is kept of it. */
    String hash() {
        return Credentials.hash(text.toCharArray());
    }

    @Override
    public String toString() {
        return "NewPassword";
    }
}
