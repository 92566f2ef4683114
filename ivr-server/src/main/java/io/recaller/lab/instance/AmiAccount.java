package io.recaller.lab.instance;

/** Where and as whom to sign in to an instance's manager interface (AMI). */
public record AmiAccount(String host, int port, String user, String secret) {
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
