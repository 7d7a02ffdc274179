"""What houses call the points of the starter library as well, in English, German, French and Spanish.

A name is here where it means one point to nearly everybody: "sleeve" may be its length or its width, and is not. Names
stand without what says half or whole and without little words ("de la", "at the"), which `point_names` leaves out.
"""

from collections.abc import Iterator

_TABLE = """
A1 = bust, bust width, pit to pit, underarm to underarm
A1 = brust, brustweite, brustbreite, oberweite
A1 = poitrine, largeur poitrine
A1 = pecho, ancho pecho, busto
A2 = waist, natural waist
A2 = taille, taillenweite, taillenbreite
A2 = largeur taille
A2 = cintura, ancho cintura
A3 = hip, hips, low hip
A3 = hüfte, hüftweite, hüftbreite, gesäßweite
A3 = hanches, largeur hanches, bassin
A3 = cadera, ancho cadera
A4 = hem width, bottom width, hem opening, bottom opening
A4 = saumweite, saumbreite
A4 = largeur bas, largeur ourlet
A4 = ancho bajo, ancho dobladillo
A5 = cross front, front across
A5 = vorderbreite, brustbreite vorn
A5 = carrure devant
A5 = ancho delantero
A6 = cross back, back across
A6 = rückenbreite
A6 = carrure dos, carrure
A6 = ancho espalda
A7 = upper hip
A7 = hohe hüfte, obere hüftweite
A7 = petites hanches
A7 = cadera alta
B1 = across shoulder, across shoulders, shoulder to shoulder, cross shoulder
B1 = schulterbreite, gesamtschulterbreite
B1 = largeur épaules, épaule à épaule
B1 = ancho hombros, hombro a hombro
B2 = shoulder drop
B2 = schulterschräge, schulterneigung
B2 = pente épaule
B2 = caída hombro
C1 = body length, body length from hps, front length from hps, hps to hem, length from hps
C1 = vordere länge, vorderlänge, vorderteillänge
C1 = longueur devant
C1 = largo delantero
C2 = cb length, back length, center back length
C2 = rückenlänge, hintere länge, hintere mitte länge
C2 = longueur dos, longueur milieu dos
C2 = largo espalda, largo centro espalda
C3 = side seam, side seam length
C3 = seitenlänge, seitennaht, seitennahtlänge
C3 = longueur côté
C3 = largo costado
C6 = skirt length from waist
C6 = rocklänge
C6 = longueur jupe
C6 = largo falda
D1 = sleeve length, outer sleeve length
D1 = ärmellänge
D1 = longueur manche
D1 = largo manga
D3 = upper arm, sleeve width, muscle, bicep width
D3 = oberarm, oberarmweite, ärmelweite
D3 = largeur manche, biceps
D3 = ancho manga
D4 = elbow width
D4 = ellenbogen, ellenbogenweite
D4 = coude, largeur coude
D4 = codo, ancho codo
D5 = cuff opening, cuff width, sleeve hem
D5 = ärmelsaum, ärmelsaumweite, bundweite ärmel, manschettenweite
D5 = bas manche, largeur bas manche
D5 = ancho puño, boca manga
D6 = sleeve cap, sleeve cap height, cap
D6 = ärmelkugel, kugelhöhe, armkugelhöhe
D6 = hauteur tête manche, tête manche
D6 = altura copa, copa manga
D7 = armhole depth, armhole drop
D7 = armlochtiefe
D7 = profondeur emmanchure
D7 = profundidad sisa
D8 = armhole
D8 = armloch
D8 = emmanchure
D8 = sisa
D9 = cuff depth
D9 = manschettenhöhe, bündchenhöhe
D9 = hauteur poignet
D9 = altura puño
E1 = neck opening width, neckline width
E1 = halsweite, halsausschnittbreite, ausschnittbreite
E1 = largeur encolure
E1 = ancho escote, ancho cuello
E2 = front neck depth, neck depth front, front drop
E2 = ausschnitttiefe vorn, halsausschnitt vorn, vordere halsausschnitttiefe
E2 = profondeur encolure devant
E2 = profundidad escote delantero, caída delantera
E3 = back neck depth, neck depth back, back drop
E3 = ausschnitttiefe hinten, halsausschnitt hinten
E3 = profondeur encolure dos
E3 = profundidad escote espalda
E4 = collar width, collar depth
E4 = kragenhöhe
E4 = hauteur col
E4 = altura cuello
F1 = waistband, waistband width, waist relaxed
F1 = bund, bundweite
F1 = ceinture, largeur ceinture
F1 = cinturilla, pretina
F2 = waist extended, waist stretched, waistband stretched
F2 = bund gedehnt, bundweite gedehnt
F2 = ceinture étirée
F2 = cinturilla estirada
F3 = rise front
F3 = vordere leibhöhe, leibhöhe vorn
F3 = fourche devant, montant devant, enfourchure devant
F3 = tiro delantero
F4 = rise back
F4 = hintere leibhöhe, leibhöhe hinten
F4 = fourche dos, montant dos, enfourchure dos
F4 = tiro trasero, tiro espalda
F5 = thigh width, upper thigh
F5 = oberschenkel, oberschenkelweite
F5 = cuisse, largeur cuisse
F5 = muslo, ancho muslo
F6 = knee width
F6 = knie, knieweite, kniebreite
F6 = genou, largeur genou
F6 = rodilla, ancho rodilla
F7 = leg hem, bottom leg width, leg opening width
F7 = fußweite, saumweite bein, beinsaum
F7 = bas jambe, largeur bas jambe
F7 = bajo pierna, bajo pantalón
F8 = inside leg, inleg, inside leg length
F8 = schrittlänge, innenbeinlänge, innere beinlänge
F8 = entrejambe, longueur entrejambe
F8 = entrepierna, largo entrepierna
F9 = outside leg, outleg, outside leg length
F9 = seitenlänge hose, außenbeinlänge, äußere beinlänge
F9 = longueur côté jambe
F9 = largo exterior pierna
F10 = calf width
F10 = wade, wadenweite
F10 = mollet, largeur mollet
F10 = pantorrilla
G2 = pocket opening width
G2 = tascheneingriff, eingriff
G2 = ouverture poche
G2 = abertura bolsillo
G4 = trägerlänge
G4 = longueur bretelle
G4 = largo tirante
G5 = slit, slit length, vent height
G5 = schlitz, schlitzhöhe, schlitzlänge
G5 = fente, hauteur fente
G5 = abertura, altura abertura
G6 = button distance
G6 = knopfabstand
G6 = écart boutons, espacement boutons
G6 = distancia botones
H1 = under band, under bust, underbust
H1 = unterbrust, unterbrustweite, unterbrustband
H1 = dessous poitrine
H1 = bajo pecho
"""


def list_synonyms() -> Iterator[tuple[str, str]]:
    """Return each name with the code of the point that it means."""
    for line in _TABLE.strip().splitlines():
        code, _, names = line.partition(" = ")
        for name in names.split(", "):
            yield code, name
