"""Names of months and days of the week, as dates in names of files and cells of tables write them."""

NAMES = """
1 january jan janvier janv januar jänner enero ene января январь янв січня січень січ يناير ژانویه
2 february feb février fevrier févr fevr fév februar feber febrero февраля февраль февр фев лютого лютий лют فبراير فوریه
3 march mar mars märz marz mär mrz marzo марта март мар березня березень бер مارس
4 april apr avril avr abril abr апреля апрель апр квітня квітень квіт кві أبريل ابريل إبريل آوریل
5 may mai mayo мая май травня травень трав тра مايو مه می
6 june jun juin juni junio июня июнь июн червня червень черв чер يونيو يونيه ژوئن
7 july jul juillet juil juli julio июля июль июл липня липень лип يوليو يوليه ژوئیه جولای
8 august aug août aout agosto ago августа август авг серпня серпень серп сер أغسطس اغسطس اوت
9 september sep sept septembre septiembre setiembre set сентября сентябрь сент сен вересня вересень вер سبتمبر سپتامبر
10 october oct octobre oktober okt octubre октября октябрь окт жовтня жовтень жовт жов أكتوبر اكتوبر اکتبر اکتوبر
11 november nov novembre noviembre ноября ноябрь нояб ноя листопада листопад лист лис نوفمبر نوامبر
12 december dec décembre decembre déc dezember dez diciembre dic декабря декабрь дек грудня грудень груд гру ديسمبر دسامبر
1 gennaio janeiro januari ocak stycznia ledna ianuarie
2 febbraio fevereiro februari şubat lutego února februarie
3 março maart mart marts marca března martie
4 aprile nisan kwietnia dubna aprilie
5 maggio maio mei maj mayıs maja května
6 giugno junho haziran czerwca června iunie
7 luglio julho temmuz lipca července iulie
8 augustus augusti ağustos sierpnia srpna
9 settembre setembro eylül września září septembrie
10 ottobre outubro ekim października října octombrie
11 novembro kasım listopadu noiembrie
12 dicembre dezembro desember aralık grudnia prosince decembrie
"""
DAYS = """
monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun
lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
mo di mi do fr sa so lunes martes miércoles miercoles jueves viernes sábado sabado domingo
الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه
понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер п'ятниця субота неділя
"""
MONTHS = {name: int(number) for number, *names in map(str.split, NAMES.strip().split("\n")) for name in names}
WEEKDAYS = frozenset(DAYS.split())
