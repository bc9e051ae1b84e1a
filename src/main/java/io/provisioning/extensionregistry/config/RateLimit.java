package io.provisioning.extensionregistry.config;

/**
 * How many requests one client may send.
 *
 * @param perMinute in the long run; 0 for any number
 * @param burst how many at once after a pause; 0 for as many as in a minute
 */
public record RateLimit(int perMinute, int burst) {
    /** Any number. */
    public static final RateLimit OFF = new RateLimit(0, 0);

    public boolean isOff() {
        return perMinute == 0;
    }

    /** How many requests a client has that has sent none for long. */
    public int quota() {
        return burst == 0 ? perMinute : burst;
    }
}
