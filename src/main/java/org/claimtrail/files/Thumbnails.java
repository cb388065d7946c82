package org.claimtrail.files;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.claimtrail.capture.FirstPage;
import org.claimtrail.platform.BoundedWork;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Small pictures of pictures and of the first pages of PDFs, made when one is first asked for and kept beside the file. How many
 * pixels there are is looked at before any is read, within the bounds of {@link BoundedWork}.
 */
@Component
class Thumbnails {

    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);

    /** Of its longer side, in pixels. */
    private static final int SIDE = 320;

    /** Of a picture that is read, in pixels. */
    private static final long MOST = 40_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PDF = "application/pdf";

    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/bmp");

    private final FileStore store;
    private final Spool spool;
    private final BoundedWork work = new BoundedWork(
            "thumbnail", 2, PATIENCE, PATIENCE, "As many small pictures are being made as there is room for.");

    Thumbnails(FileStore store, Spool spool) {
        this.store = store;
        this.spool = spool;
    }

    /** Whether one can be made of a file, as far as its head tells. */
    static boolean arePossible(String mediaType, Path file) {
        if (mediaType.equals(PDF)) {
            return true;
        }
        if (!PICTURES.contains(mediaType)) {
            return false;
        }
        try (ImageInputStream image = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(image);
            try {
                return isBounded(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Empty where the file turns out to be damaged. */
    Optional<Resource> of(String sha256, String mediaType) {
        String key = sha256 + ".png";
        if (!store.exists(key) && !isMade(sha256, mediaType, key)) {
            return Optional.empty();
        }
        return Optional.of(store.open(key));
    }

    private boolean isMade(String sha256, String mediaType, String key) {
        try {
            return work.run(() -> store.exists(key) || make(sha256, mediaType, key));
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.info("No small picture can be made of a file: {}", String.valueOf(e.getCause()));
            return false;
        }
    }

    private boolean make(String sha256, String mediaType, String key) throws IOException {
        BufferedImage picture;
        Resource bytes = store.open(sha256);
        if (bytes.isFile()) {
            picture = picture(bytes.getFile().toPath(), mediaType);
        } else {
            try (InputStream in = bytes.getInputStream();
                    Spool.Spooled copy = spool.take(in)) {
                picture = picture(copy.path(), mediaType);
            }
        }
        Path made = Spool.directory(spool.files().resolve("incoming")).resolve(key + "." + System.nanoTime());
        try {
            try (FileChannel target = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    ImageOutputStream out = new MemoryCacheImageOutputStream(Channels.newOutputStream(target))) {
                ImageIO.write(fitted(picture), "png", out);
                out.flush();
                target.force(true);
            }
            store.put(key, made);
        } finally {
            Files.deleteIfExists(made);
        }
        return true;
    }

    private static BufferedImage picture(Path file, String mediaType) throws IOException {
        return mediaType.equals(PDF) ? FirstPage.of(file, SIDE) : read(file);
    }

    private static ImageReader reader(ImageInputStream image) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
        if (!readers.hasNext()) {
            throw new UncheckedIOException(new IOException("Nothing reads such pictures."));
        }
        ImageReader reader = readers.next();
        // What is said about the picture may be large, too.
        reader.setInput(image, true, true);
        return reader;
    }

    private static boolean isBounded(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        return width > 0 && height > 0 && width * height <= MOST;
    }

    /** Not every pixel, where there are many. */
    private static BufferedImage read(Path file) throws IOException {
        try (ImageInputStream image = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(image);
            try {
                if (!isBounded(reader)) {
                    throw new IOException("There are more pixels than anybody reads.");
                }
                int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
                int step = Math.max(1, longer / (2 * SIDE));
                ImageReadParam sparse = reader.getDefaultReadParam();
                sparse.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, sparse);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage fitted(BufferedImage picture) {
        double scale = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = small.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(picture, 0, 0, width, height, null);
        canvas.dispose();
        return small;
    }
}
