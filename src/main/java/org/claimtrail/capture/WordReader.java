package org.claimtrail.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A Word document (ECMA-376): the text of its body, without what was struck out, and its properties. */
final class WordReader {

    /** All that is packed in it, unpacked, in bytes. */
    private static final long MOST = 64L * 1024 * 1024;

    private static final int MOST_PARTS = 5000;

    private static final String PROPERTIES = "the file's properties";

    private WordReader() {}

    static Captured read(Document document) {
        Findings found = new Findings();
        boolean hasText = false;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(document.content()))) {
            InputStream bounded = new BoundedInput(zip, MOST);
            int parts = 0;
            for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
                if (parts++ > MOST_PARTS) {
                    throw new Unreadable("must have at most 5,000 parts.");
                }
                if (part.getName().equals("word/document.xml")) {
                    text(bounded, found);
                    hasText = true;
                } else if (part.getName().equals("docProps/core.xml")) {
                    properties(bounded, found);
                }
                // To get past a part it is unpacked, too.
                bounded.skip(Long.MAX_VALUE);
            }
        } catch (IOException | XMLStreamException | IllegalArgumentException e) {
            if (e.getCause() instanceof Unreadable unreadable) {
                throw unreadable;
            }
            throw new Unreadable("is damaged: it cannot be unpacked or read to its end.");
        }
        if (!hasText) {
            throw new Unreadable("is an archive or another office document: only Word documents (docx) are read.");
        }
        return found.as(Kind.WORD);
    }

    private static XMLStreamReader xml(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(in);
    }

    private static void text(InputStream in, Findings found) throws XMLStreamException {
        Paragraphs paragraphs = new Paragraphs();
        StringBuilder line = new StringBuilder();
        XMLStreamReader xml = xml(in);
        boolean inText = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    switch (xml.getLocalName()) {
                        case "t" -> inText = true;
                        case "tab" -> line.append(' ');
                        case "br", "cr" -> line.append('\n');
                        default -> {}
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (inText) {
                        line.append(xml.getText());
                        if (line.length() > Paragraphs.MOST) {
                            throw Paragraphs.tooLong();
                        }
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (xml.getLocalName().equals("t")) {
                        inText = false;
                    } else if (xml.getLocalName().equals("p")) {
                        paragraphs.add(line.toString());
                        line.setLength(0);
                    }
                }
                default -> {}
            }
        }
        found.text(paragraphs.toString(), "the document");
        TextReader.title(paragraphs, found);
    }

    private static void properties(InputStream in, Findings found) throws XMLStreamException {
        XMLStreamReader xml = xml(in);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "title" -> found.betterTitle(xml.getElementText(), PROPERTIES);
                    case "creator" -> found.authors(List.of(xml.getElementText().split(";")), PROPERTIES);
                    case "created" -> found.publishedOn(xml.getElementText(), PROPERTIES);
                    case "language" -> found.language(xml.getElementText(), PROPERTIES);
                    default -> {}
                }
            }
        }
    }
}
