package io.recaller.desk.session;

/**
 * What is stored of a session's secret.
 *
 * @param hex SHA-256, lower-case hexadecimal
 */
public record SessionHash(String hex) {
    @Override
    public String toString() {
        return hex.substring(0, Math.min(8, hex.length())) + "…";
    }
}
