package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Checksum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 100, Lane.LARGE - 1, Lane.LARGE, 3 * Lane.LARGE})
    void theDigestIsThatOfAllPiecesInTheirOrder(long length) throws Exception {
        byte[] file = DownloadFixture.file((int) (length < 0 ? 2 * Lane.LARGE + 7 : length));
        try (Lane lane = Lane.take(length)) {
            for (int at = 0; at < file.length; ) {
                byte[] piece = lane.piece();
                int some = Math.min(file.length - at, Math.max(1, piece.length - 5));
                System.arraycopy(file, at, piece, 0, some);
                lane.digest(piece, some);
                at += some;
            }
            assertThat(Checksum.of(lane.digest())).isEqualTo(DownloadFixture.checksum(file));
        }
    }

    @Test
    void piecesThatNeedNoDigestComeBack() throws Exception {
        try (Lane lane = Lane.take(Lane.LARGE)) {
            for (int i = 0; i < 100; i++) {
                lane.pass(lane.piece());
            }
            assertThat(Checksum.of(lane.digest())).isEqualTo(DownloadFixture.checksum(new byte[0]));
        }
    }

    @Test
    void aSmallDownloadTakesNoMoreMemoryThanItHasBytes() throws Exception {
        try (Lane lane = Lane.take(100)) {
            assertThat(lane.isWide()).isFalse();
            assertThat(lane.piece()).hasSize(100);
        }
    }

    /** G1 gives an object of half a region, 512 KiB in a small heap, whole regions, which it does not fill up. */
    @Test
    void aWidePieceTakesNoRegionOfTheHeapForItself() throws Exception {
        try (Lane lane = Lane.take(Lane.LARGE)) {
            assertThat(lane.isWide()).isTrue();
            assertThat(lane.piece().length).isBetween(256 << 10, (512 << 10) - 64);
        }
    }

    @Test
    void thereAreOnlyAsManyWideOnesAsProcessors() {
        List<Lane> all = new ArrayList<>();
        try {
            do {
                all.add(Lane.take(Lane.LARGE));
            } while (last(all).isWide());
            assertThat(all).hasSizeLessThanOrEqualTo(PROCESSORS + 1);
            assertThat(Lane.take(-1).isWide()).isFalse();

            all.get(0).close();
            all.set(0, Lane.take(-1));
            assertThat(all.get(0).isWide()).isTrue();
        } finally {
            all.forEach(Lane::close);
        }
    }

    private static Lane last(List<Lane> lanes) {
        return lanes.get(lanes.size() - 1);
    }

    @Test
    void whatIsGivenUpIsNotWaitedFor() throws Exception {
        for (int i = 0; i < 3 * PROCESSORS; i++) {
            Lane lane = Lane.take(Lane.LARGE);
            byte[] piece = lane.piece();
            Arrays.fill(piece, (byte) i);
            lane.digest(piece, piece.length);
            lane.close();
        }
        try (Lane lane = Lane.take(Lane.LARGE)) {
            assertThat(lane.isWide()).isTrue();
        }
    }
}
